import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/** The part of Prisma's schema engine we call. */
export interface SchemaEngine {
  diff(input: Record<string, unknown>): Promise<{ exitCode: number; stdout: string | null }>;
}

interface Filters {
  externalTables: string[];
  externalEnums: string[];
}

export const noFilters: Filters = { externalTables: [], externalEnums: [] };

interface EngineModule {
  __wbg_set_wasm(exports: unknown): void;
  SchemaEngine: {
    new: (input: { datamodels: [string, string][] }, log: () => void, adapter: unknown) => Promise<SchemaEngine>;
  };
}

let loaded: Promise<EngineModule> | undefined;

/** The engine's module, instantiated once per process: a second instance would invalidate the memory of the first. */
function engineModule(): Promise<EngineModule> {
  return (loaded ??= instantiate());
}

async function instantiate(): Promise<EngineModule> {
  (globalThis as Record<string, unknown>).PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message: (message: string) => console.error(message),
  };
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = (await import(pathToFileURL(glue).href)) as EngineModule;
  const wasm = new WebAssembly.Module(readFileSync(join(dirname(glue), 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(wasm, {
    './schema_engine_bg.js': module as unknown as WebAssembly.ModuleImports,
  });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

/** Prisma Migrate's engine, for the difference between two schemas; as WebAssembly: no native binary, nothing to download. The caller ends the pool. */
export async function loadSchemaEngine(pool: pg.Pool, schemas: [string, string][]): Promise<SchemaEngine> {
  const module = await engineModule();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  return module.SchemaEngine.new({ datamodels: schemas }, () => undefined, adapter);
}
