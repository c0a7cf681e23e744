/**
 * The gateway on Deno, with gateway.json beside it:
 * `WISTIA_API_TOKEN=… deno run --allow-net --allow-env --allow-read deno.js`
 */
import { createGateway } from 'wistia-widgets/gateway';
import manifest from 'wistia-widgets/package.json' with { type: 'json' };
import config from './gateway.json' with { type: 'json' };

const script = await Deno.readTextFile(new URL(import.meta.resolve('wistia-widgets/wistia-widgets.js')));

const gateway = createGateway(
  { ...config, token: Deno.env.get('WISTIA_API_TOKEN') },
  {
    script: { body: script, version: manifest.version },
    client: (_request, info) => info.remoteAddr.hostname,
  },
);

const server = Deno.serve(
  {
    port: Number(Deno.env.get('PORT') ?? 8080),
    hostname: '127.0.0.1',
    onListen: ({ hostname, port }) => console.log(`The gateway answers on http://${hostname}:${port}/`),
  },
  (request, info) => gateway.fetch(request, info),
);

Deno.addSignalListener('SIGTERM', async () => {
  await server.shutdown();
  await gateway.close();
  Deno.exit(0);
});
