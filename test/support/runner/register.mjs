// Teaches Node to load the TypeScript of this repository, in the thread itself where Node can do that.
import * as module from 'node:module';
import { load, resolve } from './typescript.mjs';

if (module.registerHooks) module.registerHooks({ resolve, load });
else module.register('./typescript.mjs', import.meta.url);
