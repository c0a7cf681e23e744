/** Content systems that are installed, by name, with the program or folder that was found. */
export function findSystems(): Partial<Record<'hugo' | 'jekyll' | 'wordpress', string>>;
export const systems: Record<string, { name: string; packages: string[]; find(): string | false | undefined }>;
