/** Finds the servers that tests stand on. Node's built-ins only: it runs before anything is installed. */
import { program } from './engines.mjs';

/** What each service needs, and the Debian package that brings it. */
export const services = {
  redis: { name: 'Redis', package: 'redis-server', find: () => program('redis-server') },
  nginx: { name: 'nginx', package: 'nginx-light', find: () => program('nginx', '/usr/sbin/nginx') },
};

/** Those that are not installed. */
export const missingServices = () => Object.values(services).filter(({ find }) => !find());
