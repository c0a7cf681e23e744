export declare const POSTGRES_PACKAGE: string;
export declare const findPostgres: () => string | undefined;
export declare const startPostgres: (
  programs: string,
) => Promise<{
  address: string;
  /** Ends it for a time. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}>;
