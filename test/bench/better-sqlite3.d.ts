// As much of it as the benchmark uses; it ships no types.
declare module 'better-sqlite3' {
  export default class Database {
    constructor(path: string);
    pragma(source: string): unknown;
    exec(sql: string): void;
    prepare(sql: string): { run(...values: unknown[]): unknown };
    close(): void;
  }
}
