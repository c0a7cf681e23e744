/** `npm run demo`: a make-believe account, the gateway in front of it and the demo pages, on one port. */
import { leave, prepare, PrepareError } from './prepare.mjs';

const DEFAULT_PORT = 8080;
const parent = process.ppid;

const portOf = (text) => {
  if (!text) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new PrepareError(`PORT must be a whole number from 0 to 65535, but is "${text}".`);
};

try {
  const port = portOf(process.env.PORT);
  await prepare({ build: true });
  const { startDemo } = await import('./server.mjs');
  const { url, close } = await startDemo({ port }).catch((error) => {
    throw new PrepareError(error.message);
  });
  const end = () => void close().then(() => process.exit(0), leave);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  if (process.env.npm_lifecycle_event) {
    // npm hands a signal on to the shell between it and this program, and the shell to nobody.
    setInterval(() => process.ppid !== parent && end(), 200).unref();
  }
  console.log(`The demo is at ${url} (Ctrl-C ends it).`);
} catch (error) {
  leave(error);
}
