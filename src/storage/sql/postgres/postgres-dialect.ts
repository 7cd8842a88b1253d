import { type DataTypeNode, PostgresDialect, PostgresQueryCompiler, type QueryCompiler } from 'kysely';

/** PostgreSQL that sorts texts by code point, like SQLite, in any locale of the database. */
export class CodePointPostgresDialect extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new CodePointCompiler();
  }
}

class CodePointCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === 'text') this.append(' collate "C"');
  }

  // PostgreSQL refuses texts with the character 0, which a damaged file can bring into a message.
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
  }
}
