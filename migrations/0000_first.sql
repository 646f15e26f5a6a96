CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`act` text NOT NULL,
	`request_id` integer,
	`project` text NOT NULL,
	`why` text,
	`origin` text
);
--> statement-breakpoint
CREATE INDEX `audit_request` ON `audit_events` (`request_id`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`claimed_by` text,
	`claimed_until` integer,
	`unsure_since` integer,
	`looks` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`not_before` integer DEFAULT 0 NOT NULL,
	`said_at` integer,
	`channel` text,
	`ts` text,
	`live` integer NOT NULL,
	`shown` text,
	`shown_version` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notices_unsaid` ON `notices` (`request_id`,`id`) WHERE "notices"."said_at" is null;--> statement-breakpoint
CREATE INDEX `notices_request` ON `notices` (`request_id`);--> statement-breakpoint
CREATE TABLE `peerings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`vpc_id` integer NOT NULL,
	`peer` text NOT NULL,
	`peer_ranges` text NOT NULL,
	`state` text NOT NULL,
	`raw_status` text,
	`provider_id` text,
	`provisioned_id` text,
	`message` text,
	`intent` text,
	`state_since` integer NOT NULL,
	`expires_at` integer,
	`missing_since` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`vpc_id`) REFERENCES `vpcs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `peerings_vpc` ON `peerings` (`vpc_id`);--> statement-breakpoint
CREATE INDEX `peerings_request` ON `peerings` (`request_id`);--> statement-breakpoint
CREATE TABLE `project_looks` (
	`project` text PRIMARY KEY NOT NULL,
	`observed_at` integer,
	`look_again_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quota_increases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer NOT NULL,
	`project` text NOT NULL,
	`state` text NOT NULL,
	`used` integer NOT NULL,
	`limit` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	`granted_limit` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quota_request` ON `quota_increases` (`request_id`);--> statement-breakpoint
CREATE INDEX `quota_project` ON `quota_increases` (`project`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`channel` text NOT NULL,
	`requester_id` text NOT NULL,
	`state` text NOT NULL,
	`vpc_id` integer NOT NULL,
	`origin_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`state_since` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_origin` ON `requests` (`origin_key`);--> statement-breakpoint
CREATE INDEX `requests_vpc` ON `requests` (`vpc_id`);--> statement-breakpoint
CREATE INDEX `requests_project` ON `requests` (`project`,`state`);--> statement-breakpoint
CREATE TABLE `vpcs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` integer,
	`project` text NOT NULL,
	`name` text NOT NULL,
	`region` text NOT NULL,
	`cidr` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`state` text NOT NULL,
	`provider_id` text,
	`intent` text,
	`failure` text,
	`trouble` text,
	`state_since` integer NOT NULL,
	`look_again_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`claimed_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vpcs_provider` ON `vpcs` (`project`,`provider_id`);--> statement-breakpoint
CREATE INDEX `vpcs_due` ON `vpcs` (`look_again_at`) WHERE "vpcs"."look_again_at" is not null;--> statement-breakpoint
CREATE INDEX `vpcs_range` ON `vpcs` (`project`,`starts_at`,`ends_at`);--> statement-breakpoint
CREATE TRIGGER `audit_events_stay` BEFORE UPDATE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;--> statement-breakpoint
CREATE TRIGGER `audit_events_remain` BEFORE DELETE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'audit events are only ever added'); END;
