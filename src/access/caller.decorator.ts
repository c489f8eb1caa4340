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

/** The signed-in person, or null when a program asks with its token; behind TokenGuard. */
export const CurrentStaffOrNone = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedIn | null => callerOf(context).staff ?? null,
);

/** Who asks, as the audit log names it; behind StaffGuard or TokenGuard. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): string => callerOf(context).actor);
