/** `wistia-widgets/stats`: the Stats API in types, and the fetch and cache that the widgets share. */
export * from './calendar-days.js';
export * from './client.js';
export * from './controller.js';
export * from './fields.js';
export * from './group.js';
export * from './kept-values.js';
export * from './private-fields.js';
export * from './private-requests.js';
export * from './requests.js';
export * from './schema.js';
export * from './source.js';
export * from './stats-error.js';
