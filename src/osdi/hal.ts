import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { furthestOffset, root } from './osdi.values.js';

export interface Page<Row> {
  rows: Row[];
  page: number;
  perPage: number;
  more: boolean;
  /** As requested. */
  after?: string | undefined;
  /** The last row, after which the next page begins. */
  last?: string | undefined;
  /** Null where counting would be too expensive. */
  total: number | null;
}

export interface Link {
  href: string;
  title?: string;
}
/** A resource as it is sent: fields, and links by relation. */
export type Resource = Record<string, unknown> & { _links: Record<string, unknown> };

/** Absolute addresses, and the parts that all resources have. */
@Injectable()
export class Hal {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @param path below the root, without a leading slash */
  href(path: string): string {
    return `${this.config.PUBLIC_URL}${root}${path === '' ? '' : `/${path}`}`;
  }

  /** An address of the website, for people. */
  page(path: string): string {
    return `${this.config.PUBLIC_URL}${path}`;
  }

  link(path: string, title?: string): Link {
    return { href: this.href(path), ...(title !== undefined && { title }) };
  }

  get curies() {
    return [{ name: 'osdi', href: this.href('docs/{rel}'), templated: true }];
  }

  /** @param to relation → path below the root */
  resource(
    id: string,
    self: string,
    dates: { createdAt: Date; modifiedAt: Date },
    fields: Record<string, unknown>,
    to: Record<string, string>,
  ): Resource {
    const present = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
    );
    return {
      identifiers: [`demarche:${id}`],
      origin_system: 'Demarche',
      created_date: dates.createdAt.toISOString(),
      modified_date: dates.modifiedAt.toISOString(),
      ...present,
      _links: {
        curies: this.curies,
        self: this.link(self),
        ...Object.fromEntries(Object.entries(to).map(([rel, path]) => [`osdi:${rel}`, this.link(path)])),
      },
    };
  }

  /** @param path of the collection; @param rel its relation, without the prefix; @param query what next and previous keep */
  collection(
    path: string,
    rel: string,
    page: Page<unknown>,
    resources: readonly Resource[],
    query: Readonly<Record<string, string>>,
  ) {
    const at = (n: number, after?: string): Link => {
      const search = new URLSearchParams({
        ...query,
        page: String(n),
        per_page: String(page.perPage),
        ...(after !== undefined && { after }),
      });
      return { href: `${this.href(path)}?${search.toString()}` };
    };
    /** A page near the beginning has one address, however it was reached. */
    const byNumber = (n: number): boolean => (n - 1) * page.perPage <= furthestOffset;
    return {
      page: page.page,
      per_page: page.perPage,
      ...(page.total !== null && { total_records: page.total, total_pages: Math.ceil(page.total / page.perPage) }),
      _links: {
        curies: this.curies,
        self: byNumber(page.page) ? at(page.page) : at(page.page, page.after),
        ...(page.more && { next: at(page.page + 1, page.last) }),
        ...(page.page > 1 && byNumber(page.page - 1) && { previous: at(page.page - 1) }),
        [`osdi:${rel}`]: resources.map(({ _links }) => _links.self as Link),
      },
      _embedded: { [`osdi:${rel}`]: resources },
    };
  }
}
