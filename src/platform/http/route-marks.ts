import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Calls the marked handler directly, with what Nest's pipeline would have given it, and sends its response. */
export type FastAnswer<Controller> = (
  controller: Controller,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<void>;

const FastLaneMark = Reflector.createDecorator<FastAnswer<unknown>>();

/**
 * Marks a high-traffic POST route: it is answered before Nest's pipeline, which costs a fifth of such a request. Guards, pipes and interceptors do
 * not see it, so the handler validates what it needs.
 */
export const FastLane = <Controller>(answer: FastAnswer<Controller>) => FastLaneMark(answer as FastAnswer<unknown>);

/** Marks a route that pages of other origins may use, if the petition's list of origins allows them. */
export const SharedWithOrigins = Reflector.createDecorator<true>();

/** Marks a route that accepts a form with a file. All others refuse one before reading it. */
export const TakesFiles = Reflector.createDecorator<true>();

/** A marked handler, as Fastify knows its route. */
export interface MarkedRoute<Mark> {
  method: 'GET' | 'POST';
  /** E.g. `/api/v1/petitions/:slug/signatures`. */
  pattern: string;
  controller: unknown;
  mark: Mark;
}

/** All routes of the application that carry a mark. */
const marked = <Mark>(app: INestApplicationContext, decorator: { KEY: string }): MarkedRoute<Mark>[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype, instance }) => {
      const type = metatype as Type;
      const prototype = type.prototype as Record<string, object>;
      return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): MarkedRoute<Mark>[] => {
        const handler = prototype[name] ?? {};
        const mark = Reflect.getMetadata(decorator.KEY, handler) as Mark | undefined;
        if (mark === undefined) return [];
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod] as 'GET' | 'POST';
        const parts = [
          Reflect.getMetadata(PATH_METADATA, type) as string,
          Reflect.getMetadata(PATH_METADATA, handler) as string,
        ];
        const pattern = `/${parts
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`;
        return [{ method, pattern, controller: instance, mark }];
      });
    });

export const fastLanesOf = (app: INestApplicationContext) => marked<FastAnswer<unknown>>(app, FastLaneMark);
export const sharedRoutesOf = (app: INestApplicationContext) => marked<true>(app, SharedWithOrigins);
export const fileRoutesOf = (app: INestApplicationContext) => marked<true>(app, TakesFiles);
