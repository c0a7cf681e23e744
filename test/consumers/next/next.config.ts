import { resolve } from 'node:path';
import type { NextConfig } from 'next';

// All the apps share one folder of packages.
export default { turbopack: { root: resolve('..') } } satisfies NextConfig;
