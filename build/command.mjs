/** `npm run evaluate -- FILE`: the command of that name, from a clone. Builds what is missing. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { leave, prepare } from '../demo/prepare.mjs';

await prepare({ build: true }).catch(leave);
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
// Files are named as seen from where the command was given.
const cwd = process.env.INIT_CWD ?? process.cwd();
const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
child.once('close', (code) => (process.exitCode = code ?? 1));
