CREATE TABLE `peering_shares` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`peering_id` integer NOT NULL,
	`request_id` integer NOT NULL,
	`shared_at` integer NOT NULL,
	`left_at` integer,
	FOREIGN KEY (`peering_id`) REFERENCES `peerings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `shares_peering` ON `peering_shares` (`peering_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `shares_request` ON `peering_shares` (`request_id`,`peering_id`);--> statement-breakpoint
ALTER TABLE `peerings` ADD `warnings` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `project_looks` ADD `regions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `project_looks` ADD `services_seen_at` integer;--> statement-breakpoint
ALTER TABLE `service_moves` ADD `progress` text;