import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './roles.js';
import type { Scope } from './scopes.js';
import type { SignedIn } from './sessions.service.js';

/** The permission a page needs, checked by StaffGuard. */
export const RequirePermission = Reflector.createDecorator<Permission>();

/** A form with a file: its fields cannot be read before it is let in, so the route itself asks `SessionsService.ownsForm`. */
export const ChecksOwnForm = Reflector.createDecorator<true>();

/** The scope a JSON route needs, checked by TokenGuard. */
export const RequireScope = Reflector.createDecorator<Scope>();

/** Keeps people with a session out of a JSON route: theirs is a page that asks more of them. Checked by TokenGuard. */
export const ForProgramsOnly = Reflector.createDecorator<true>();

/**
 * Asks for a proof of identity within the last minutes; checked by both guards for people, never for programs.
 * The value is the page to come back to, such as `/admin/petitions/:slug/supporters`: what was sent is not sent again.
 */
export const RequireStepUp = Reflector.createDecorator<string>();

/** Marks what a person without a second factor may still do where the installation asks for one. */
export const OpenWithoutSecondFactor = Reflector.createDecorator<true>();

interface Caller {
  /** As the audit log names it. */
  actor: string;
  staff?: SignedIn;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Called by the guards only. */
export const rememberCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);

function callerOf(context: ExecutionContext): Caller {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('This route stands behind no guard that knows the caller.');
  return caller;
}

/** The signed-in person; only behind StaffGuard. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { staff } = callerOf(context);
  if (!staff) throw new Error('This route is not only for people.');
  return staff;
});

/** Who asks, as the audit log names it; behind StaffGuard or TokenGuard. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callerOf(context).actor,
);
