// What a tool behind a login would do: its server, which knows who is signed in, gives the page a token.
const reply = await fetch('/demo-reader-token.json');
const { token, api } = await reply.json();

// Whole from the start, so that nothing is asked for before the token is there.
await Promise.all(
  ['wistia-stats-source', 'wistia-visitors', 'wistia-events'].map((tag) => customElements.whenDefined(tag)),
);
const source = document.createElement('wistia-stats-source');
source.setAttribute('base-url', '/');
source.token = token;
const content = document.querySelector('#tool').content.cloneNode(true);
const events = content.querySelector('wistia-events');
events.setAttribute('api-url', api);
source.append(content);
document.querySelector('#signed-in').append(source);

// The table below shows what the visitor has watched who is looked at above.
const visitors = source.querySelector('wistia-visitors');
visitors.addEventListener('wistia-load', () => {
  const { visitorKey = '' } = visitors;
  if ((events.visitorKey ?? '') === visitorKey) return;
  events.visitorKey = visitorKey;
  events.page = 1;
});
