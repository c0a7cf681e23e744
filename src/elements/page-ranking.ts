/** What ranks in a page: a part of its own, because where a gateway answers, no page ranks. A script of another version may load it. */
export { rank } from '../recommend/rank.js';
export { recentVideos, relatedCandidates } from '../recommend/related-candidates.js';
export { VideoIndex } from '../recommend/video-index.js';
