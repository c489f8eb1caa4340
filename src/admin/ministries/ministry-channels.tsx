import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Channel } from '../../ministries/channels.service.js';
import type { Names } from '../frame/actor-names.js';
import { ActionButton } from '../frame/action.js';
import { By, kindOf, OriginOf } from './ministry-words.js';
import type { Row } from '../frame/table.js';

interface ChannelProps {
  staff: SignedIn;
  channel: Channel;
  names: Names;
}

/** The button of the second person, or why there is none. */
export function VerifyButton({ staff, channel }: Omit<ChannelProps, 'names'>): VNode | null {
  if (!may(staff.role, 'letters:approve')) return null;
  if (channel.enteredBy === `staff:${staff.id}`)
    return <p class="quiet">You entered this. Another person must verify it.</p>;
  return (
    <ActionButton
      staff={staff}
      action={`/admin/ministries/${channel.iso}/channels/${channel.id}/verify`}
      label="Verify"
      spoken={`Verify: ${channel.address}`}
    />
  );
}

const Standing = ({ channel, usable, names }: { channel: Channel; usable: boolean; names: Names }): VNode => {
  if (channel.endedBy !== null)
    return (
      <>
        Ended by <By actor={channel.endedBy} at={channel.endedAt} names={names} />: {channel.endedReason}
      </>
    );
  if (channel.verifiedBy === null) return <>Awaiting verification</>;
  return (
    <>
      {usable ? 'In use, verified by ' : 'An example address, of no use with a mail server; verified by '}
      <By actor={channel.verifiedBy} at={channel.verifiedAt} names={names} />
      {channel.failures > 0 && <p class="flag">{`Failed ${channel.failures} times since it last worked`}</p>}
    </>
  );
};

export const channelColumns = ['Address', 'Kind', 'Source', 'Entered by', 'Standing', 'Change'];

export function channelRow({ staff, channel, usable, names }: ChannelProps & { usable: boolean }): Row {
  const open = channel.endedAt === null;
  return {
    cells: [
      <>
        <span class="lines">{channel.address}</span>
        {channel.note && <p class="quiet">{channel.note}</p>}
      </>,
      kindOf(channel.kind),
      <OriginOf {...channel} />,
      <By actor={channel.enteredBy} at={channel.enteredAt} names={names} />,
      <Standing channel={channel} usable={usable} names={names} />,
      <>
        {open && channel.verifiedBy === null && <VerifyButton staff={staff} channel={channel} />}
        {open && may(staff.role, 'letters:write') && (
          <a
            href={`/admin/ministries/${channel.iso}/channels/${channel.id}/end`}
            aria-label={`End: ${channel.address}`}
          >
            End
          </a>
        )}
      </>,
    ],
  };
}
