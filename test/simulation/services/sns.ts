import { createHash } from 'node:crypto';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Operations, World } from './world.ts';

/** A message that a topic took. `id` is the pipeline's own name of it: `<job id>/<message>`. */
export type Told = { readonly messageId: string; readonly id: string; readonly who: string; readonly at: number };

export type Topic = {
  readonly operations: Operations;
  readonly told: readonly Told[];
};

/** What chat applications get of a message says which it is; of a digest, its text does, which names the texts that it tells of. */
const idIn = (message: string): string => {
  const { https = '{}', email = '' }: { https?: string; email?: string } = JSON.parse(message);
  const { id }: { id?: string } = JSON.parse(https);
  return id ?? `digest ${createHash('md5').update(email).digest('hex')}`;
};

/** A topic that remembers what it was told. */
export const topic = ({ time }: World, onTold: (told: Told, earlier: readonly Told[]) => void): Topic => {
  const told: Told[] = [];
  return {
    told,
    operations: {
      Publish({ Message = '{}' }: PublishCommandInput, who) {
        const each = { messageId: `sns-${told.length}`, id: idIn(Message), who, at: time.now };
        onTold(each, told);
        told.push(each);
        return { MessageId: each.messageId };
      },
    },
  };
};
