import { Button } from '@mantine/core';
import {
  IconChartHistogram,
  IconHelp,
  IconPlus,
  IconServer2,
  IconSettings,
  IconStack2,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { latestFirst } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { Brand } from '../../parts/brand.tsx';
import { CampaignLink } from './campaign-link.tsx';
import { ConnectionLine } from './connection-line.tsx';
import classes from './sidebar.module.css';

/** Ways to every screen, and the latest campaigns with how far they are. */
export function Sidebar() {
  return (
    <nav className={classes.sidebar} aria-label="Main">
      <Link href="/" className={classes.brand} aria-label="simswarm: all campaigns">
        <Brand />
      </Link>
      <Button
        component={Link}
        href="/new"
        variant="filled"
        className={classes.create}
        leftSection={<IconPlus size={16} stroke={2} />}
      >
        <span className={classes.label}>New campaign</span>
      </Button>
      <Place to="/" icon={IconStack2} label="Campaigns" />
      <Place to="/results" icon={IconChartHistogram} label="Results" />
      <Place to="/clusters" icon={IconServer2} label="Clusters" />
      <RecentCampaigns />
      <div className={classes.foot}>
        <Place to="/settings" icon={IconSettings} label="Settings" />
        <Place to="/help" icon={IconHelp} label="Help" />
        <ConnectionLine />
      </div>
    </nav>
  );
}

function Place({ to, icon: Icon, label }: { to: string; icon: TablerIcon; label: string }) {
  const [location] = useLocation();
  const isHere = to === '/' ? location === '/' : location.startsWith(to);
  return (
    <Link href={to} className={classes.place} aria-current={isHere ? 'page' : undefined} title={label}>
      <Icon size={17} stroke={1.7} aria-hidden />
      <span className={classes.label}>{label}</span>
    </Link>
  );
}

function RecentCampaigns() {
  const { view } = useModel(useApp().campaigns);
  if (view.phase !== 'live' || view.value.size === 0) return <div className={classes.recent} />;
  return (
    <section className={classes.recent} aria-labelledby="recent-campaigns">
      <h2 id="recent-campaigns" className={classes.heading}>
        Recent
      </h2>
      <ul className={classes.list}>
        {latestFirst(view.value)
          .slice(0, 8)
          .map(campaign => (
            <li key={campaign.id}>
              <CampaignLink campaign={campaign} />
            </li>
          ))}
      </ul>
    </section>
  );
}
