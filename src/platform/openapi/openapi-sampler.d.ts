/** The library brings no types. */
declare module 'openapi-sampler' {
  /** An example of a schema; `document` is where its references lead. */
  export function sample(schema: object, options?: { skipNonRequired?: boolean }, document?: object): unknown;
}
