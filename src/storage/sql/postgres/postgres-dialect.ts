import { type DataTypeNode, PostgresDialect, PostgresQueryCompiler, type QueryCompiler } from 'kysely';

/** PostgreSQL with texts as SQLite has them: in the order of their code points, whatever the database's language is. */
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

  // PostgreSQL refuses a text that holds the character 0, which a damaged file may bring into a message.
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
  }
}
