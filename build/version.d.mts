export const name: string;
export const version: string;
export const license: string;
/** For the `define` option of esbuild and vite. */
export const define: Record<string, string>;
