/** The gateway on Bun: `WISTIA_API_TOKEN=… bun bun.js`, with gateway.json beside it. */
import { createGateway } from 'wistia-widgets/gateway';
import manifest from 'wistia-widgets/package.json';
import config from './gateway.json';

const script = Bun.file(Bun.resolveSync('wistia-widgets/wistia-widgets.js', import.meta.dir));

const gateway = createGateway(
  { ...config, token: process.env.WISTIA_API_TOKEN },
  {
    script: { body: await script.text(), version: manifest.version },
    client: (request, server) => server.requestIP(request)?.address,
  },
);

const server = Bun.serve({
  port: Number(process.env.PORT ?? 8080),
  hostname: '127.0.0.1',
  maxRequestBodySize: 1024,
  idleTimeout: 65,
  fetch: (request, self) => gateway.fetch(request, self),
});
console.log(`The gateway answers on ${server.url}`);

process.once('SIGTERM', async () => {
  await server.stop();
  await gateway.close();
  process.exit(0);
});
