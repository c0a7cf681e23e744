/** The content systems that the kits are tested in, as Debian packages them. Those from npm are always there. */
import { existsSync } from 'node:fs';
import { program } from '../engines.mjs';

export const systems = {
  hugo: { name: 'Hugo', packages: ['hugo'], find: () => program('hugo') },
  jekyll: { name: 'Jekyll', packages: ['jekyll'], find: () => program('jekyll') },
  wordpress: {
    name: 'WordPress',
    packages: ['wordpress', 'php-cli', 'php-mysql', 'mariadb-server'],
    find: () =>
      existsSync('/usr/share/wordpress/wp-settings.php') &&
      program('php') &&
      program('mariadbd', '/usr/sbin/mariadbd') &&
      '/usr/share/wordpress',
  },
};

/** Those that are installed, with what was found of each. */
export const findSystems = () =>
  Object.fromEntries(
    Object.entries(systems)
      .map(([key, { find }]) => [key, find()])
      .filter(([, found]) => found),
  );
