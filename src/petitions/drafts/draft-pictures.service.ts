import { Injectable } from '@nestjs/common';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { blockOf } from '../../platform/texts/blocks/block.js';
import type { PetitionText } from '../petitions.schema.js';

/** The pictures a text may show: those of its campaign. */
@Injectable()
export class DraftPictures {
  constructor(private readonly pictures: PicturesService) {}

  /** @throws InvalidInput */
  async requireKnown(
    campaignId: string,
    { sections, leadPicture }: Pick<PetitionText, 'sections' | 'leadPicture'>,
  ): Promise<void> {
    const used = sections
      .flatMap(({ paragraphs }) => paragraphs)
      .flatMap((source, index) => {
        const block = blockOf(source);
        return block.kind === 'picture' ? [{ pointer: `/body/${index}`, name: block.picture }] : [];
      });
    if (leadPicture !== undefined) used.push({ pointer: '/leadPicture', name: leadPicture });
    const unknown = await this.pictures.unknownAmong(
      campaignId,
      used.map(({ name }) => name),
    );
    if (unknown.length === 0) return;
    throw new InvalidInput(
      used
        .filter(({ name }) => unknown.includes(name))
        .map(({ pointer }) => ({
          pointer,
          code: 'picture.unknown',
          detail: 'is no picture that was uploaded for this campaign',
        })),
    );
  }
}
