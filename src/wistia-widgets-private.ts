/** The classic script for pages behind a login: registers the private tables, exports nothing. */
import './elements/events.js';
import './elements/stats-source.js';
import './elements/visitors.js';
