import { Injectable } from '@nestjs/common';

/** Whether this process has begun to go down: it finishes what it has and takes nothing new. */
@Injectable()
export class ShutdownState {
  begun = false;
}
