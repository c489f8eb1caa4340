import { Module } from '@nestjs/common';
import { ImportsModule } from '../../imports/imports.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PeopleController } from './people.controller.js';

/** Staff pages: which petition's supporters, imports, exports or fraud rules. */
@Module({ imports: [PetitionsModule, ListsModule, ImportsModule], controllers: [PeopleController] })
export class AdminPeopleModule {}
