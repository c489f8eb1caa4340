import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The description of the API, for who shows it. It is made when all routes are known, which is after everything else. */
@Injectable()
export class ApiDocument {
  private made: OpenAPIObject | undefined;

  get document(): OpenAPIObject {
    if (!this.made) throw new Error('The description of the API is asked for before it was made.');
    return this.made;
  }

  publish(document: OpenAPIObject): void {
    this.made = document;
  }
}
