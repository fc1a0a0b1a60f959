import { ActionIcon, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';

/** What can be written into a run filter, with examples. */
export function FilterHelp() {
  return (
    <Popover width={340} position="bottom-end" trapFocus={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={22} aria-label="How to write a run filter">
          <IconHelpCircle size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown fz={13}>
        <p style={{ marginTop: 0 }}>
          A condition on iteration variables and <code>$repetition</code>, or a list of run numbers.
        </p>
        <ul style={{ paddingLeft: 18, margin: 0 }}>
          <li>
            <code>$load &lt; 0.5 &amp;&amp; $repetition == 0</code>
          </li>
          <li>
            <code>$servers == 2 || $servers == 8</code>
          </li>
          <li>
            <code>"$strategy" == "random"</code> for texts
          </li>
          <li>
            <code>0..11,24</code> for run numbers
          </li>
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
