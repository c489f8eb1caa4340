import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { AuthForbidden } from '../../access/access.errors.js';
import { AuditLog } from '../../access/audit.service.js';
import { may } from '../../access/roles.js';
import { SavedFilters } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Database } from '../../platform/database/database.js';
import { noPage, type Page } from '../../platform/database/keyset.js';
import { InvalidInput } from '../../platform/errors.js';
import type { Answer } from '../../platform/http/answer.js';
import { csvFile } from '../../platform/http/csv-file.js';
import { page } from '../../platform/http/page.js';
import { listOf, textsOf, type Texts } from './form.js';
import { askedOf } from './list-asked.js';
import { pageOf } from './list-rows.js';
import type { Asked, List, Listed, Value } from './list.js';

interface Opening<Row> {
  list: List<Row>;
  staff: SignedIn;
  /** The query of the page; nothing when it is shown again after a form */
  input?: Texts;
  /** One page of rows; or all of them, of a list that is small enough for that. @throws InvalidInput for a filter that cannot be read */
  read: (asked: Asked) => Promise<Page<Row> | Row[]> | Row[];
}

/** The query of a list; columns that were ticked are sent one by one. */
export const ListQuery = createParamDecorator((_: unknown, context: ExecutionContext): Texts => {
  const { query, body, method } = context.switchToHttp().getRequest<FastifyRequest>();
  const sent = method === 'POST' ? body : query;
  const columns = listOf(sent, 'columns').join(',');
  return { ...textsOf(sent, '_csrf', '_campaign', 'columns'), ...(columns && { columns }) };
});

/** What all lists of the staff pages have in common. */
@Injectable()
export class Lists {
  constructor(
    private readonly saved: SavedFilters,
    private readonly audit: AuditLog,
    private readonly database: Database,
  ) {}

  /** Answers a request for a list: its page, the page with errors (422), or its file. @throws AuthForbidden */
  async show<Row>({
    page: pageWith,
    ...opening
  }: Opening<Row> & { page: (listed: Listed<Row>) => VNode | Promise<VNode> }): Promise<Answer> {
    if (opening.input?.as === 'csv') return this.file(opening);
    const listed = await this.open(opening);
    return page(await pageWith(listed), listed.faults.length > 0 ? 422 : 200);
  }

  /** A list for a page. Without rows, where something about it was asked that it does not know. */
  async open<Row>({ list, staff, input = {}, read }: Opening<Row>): Promise<Listed<Row>> {
    const asked = askedOf(list, input);
    const saved = await this.saved.of(staff.id, list.name);
    const nothing = { list, staff, asked, saved, page: noPage };
    if (asked.faults.length > 0) return { ...nothing, faults: asked.faults };
    try {
      return { ...nothing, page: pageIn(list, asked, await read(asked)), faults: [] };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return { ...nothing, faults: error.faults };
    }
  }

  /** What is seen, as a file that a spreadsheet opens. It is on record who took it and how it was filtered. */
  private async file<Row>({ list, staff, input = {}, read }: Opening<Row>): Promise<Answer> {
    if (!may(staff.role, list.csv)) throw new AuthForbidden(list.csv);
    const asked = askedOf(list, input);
    if (asked.faults.length > 0) throw new InvalidInput(asked.faults);
    const whole = { ...asked, whole: true };
    const { rows } = pageIn(list, whole, await read(whole));
    const columns = list.columns.flatMap(({ name, title, value }) =>
      value && asked.columns.includes(name) ? [{ title, value }] : [],
    );
    await this.audit.record(this.database.prisma, {
      actor: `staff:${staff.id}`,
      action: 'list.exported',
      details: { list: list.path, filter: asked.filter, columns: [...asked.columns], rows: rows.length },
    });
    return csvFile(
      `${list.name}.csv`,
      columns.map(({ title }) => title),
      rows.map((row) => columns.map(({ value }) => textOf(value(row)))),
    );
  }
}

const pageIn = <Row>(list: List<Row>, asked: Asked, read: Page<Row> | Row[]): Page<Row> =>
  Array.isArray(read) ? pageOf(list, asked, read) : read;

const textOf = (value: Value): string | number => (value instanceof Date ? value.toISOString() : (value ?? ''));
