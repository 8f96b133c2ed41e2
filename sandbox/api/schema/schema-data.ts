/** One model of the generated schema file. */
export interface SchemaModel {
  /** Description. */
  d: string;
  /** Field name to type code and description. */
  f: Record<string, [code: string, description: string]>;
  /** Required fields. */
  r?: string[];
}

/** The generated schema file: model name to model. Type codes: `str i32 i64 num bool byte time micro ios any M:<model>`, prefixed by `[]` or `{}`. */
export type SchemaData = Record<string, SchemaModel>;
