// What drivers log through; pino fits. Never frames, names or ID numbers: only kinds, states and error codes.
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
