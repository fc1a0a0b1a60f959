import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const iris: MantineColorsTuple = [
  '#f0f0fd',
  '#e0e0fa',
  '#c3c4f5',
  '#a3a5f7',
  '#8587ee',
  '#6b6de4',
  '#5557d0',
  '#4a4cc0',
  '#3b3d9c',
  '#2c2e78',
];

/** Mantine's greys of the dark scheme, tinted like our surfaces: light text first, canvas last. */
const dark: MantineColorsTuple = [
  '#d8d8e2',
  '#b4b4c2',
  '#8f8fa0',
  '#64646f',
  '#3c3c49',
  '#2b2b36',
  '#212129',
  '#1a1a21',
  '#15151b',
  '#121217',
];

const small = { defaultProps: { size: 'xs' } } as const;

/** The look of Mantine's controls in this application: dense, calm, one accent. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  colors: { iris, dark },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    TextInput: TextInput.extend(small),
    Textarea: Textarea.extend(small),
    NumberInput: NumberInput.extend(small),
    Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false, checkIconPosition: 'right' } }),
    Checkbox: Checkbox.extend(small),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    SegmentedControl: SegmentedControl.extend(small),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false, fz: 12, multiline: true, maw: 320 } }),
    // The page itself never scrolls, so nothing has to be locked; and the lock would need a style the policy forbids.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, closeButtonProps: { 'aria-label': 'Close' } },
    }),
    // Focus goes to the first item: the placeholder that would take it has no name.
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
  },
});

const ours = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-dim)',
  '--mantine-color-placeholder': 'var(--text-dim)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--failed-ink)',
};

/** Ties Mantine's colours to our own, in both schemes. */
export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
