import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './roles.js';
import type { Scope } from './scopes.js';
import type { SignedIn } from './sessions.service.js';

/** The permission a page needs, checked by StaffGuard. */
export const RequirePermission = Reflector.createDecorator<Permission>();

/** A form with a file: its fields cannot be read before the guard, so the route itself calls `SessionsService.ownsForm`. */
export const ChecksOwnForm = Reflector.createDecorator<true>();

/** The scope a JSON route needs, checked by TokenGuard. */
export const RequireScope = Reflector.createDecorator<Scope>();

/** Keeps people with a session out of a JSON route: for them there is a page with stricter checks. Checked by TokenGuard. */
export const ForProgramsOnly = Reflector.createDecorator<true>();

/**
 * Requires re-authentication within the last minutes; checked by both guards for people, never for API clients. The value is the page to return to,
 * e.g. `/admin/petitions/:slug/supporters`. A submitted form is not resubmitted: it comes back, to be sent on purpose.
 */
export const RequireStepUp = Reflector.createDecorator<string>();

/** Marks what a person without a second factor may still do where the installation requires one. */
export const OpenWithoutSecondFactor = Reflector.createDecorator<true>();

/** For what concerns all campaigns, such as accounts and the audit log: closed to those who work for named campaigns, and to tokens of one. */
export const ForAllCampaigns = Reflector.createDecorator<true>();

export interface Caller {
  /** As the audit log names it. */
  actor: string;
  staff?: SignedIn;
  /** The only campaign a token is for; null or missing: all */
  campaignId?: string | null;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Called by the guards only. */
export const rememberCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);

/** Behind AccessGuard or a guard that remembers the caller. */
export function callerOf(context: ExecutionContext): Caller {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('This route is not behind a guard that identifies the caller.');
  return caller;
}

/** The signed-in person; undefined where nobody needs to sign in, and for programs. */
export const staffBehind = (context: ExecutionContext): SignedIn | undefined =>
  callers.get(context.switchToHttp().getRequest<FastifyRequest>())?.staff;

/** The signed-in person; only behind StaffGuard. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { staff } = callerOf(context);
  if (!staff) throw new Error('This route is not only for people.');
  return staff;
});

/** The caller, as named in the audit log; behind StaffGuard or TokenGuard. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callerOf(context).actor,
);

/** The id of the only campaign a token is for; null: all. Behind TokenGuard. */
export const CampaignOfToken = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null => callerOf(context).campaignId ?? null,
);
