import { Injectable } from '@nestjs/common';

/** Whether this process is shutting down: it finishes its work and accepts nothing new. */
@Injectable()
export class ShutdownState {
  begun = false;
}
