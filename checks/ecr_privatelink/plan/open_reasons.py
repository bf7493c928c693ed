"""Words for why something stays open, by which a remedy knows what it helps against: each is worded here alone."""

from __future__ import annotations

NO_LOCALS = "a plan holds no locals"
LISTED = "a plan lists the reference"
BY_DYNAMIC = "is made by a dynamic block, whose references are not in a plan"
SOURCES_NOT_USED = "are not used"
NOT_READ = "has not been read"
NOT_COMPLETE = "the plan is not complete"

OUTSIDE = "is not in this plan"
MADE_OUTSIDE = "are made elsewhere"
ROUTES_OUTSIDE = "its routes are not in this plan"
RULES_OUTSIDE = "its rules are not in this plan"
RULES_UNTOLD = "a data source does not tell its rules"

NO_ZONE = "sets no availability zone"
ZONES_TOLD_APART = "one names its zone, the other the zone's id"
OTHER_REGION = "and the other endpoints of the VPC for"
CENTRAL = "central endpoints may serve it"
NO_GROUP = "it has no security group"
NAMES_SERVED = "may answer for its names instead"
NO_SUBNETS = "names no subnets"
HIDDEN_INSTANCES = "runs on instances that the plan does not show"
NO_LAUNCH_TYPE = "sets no launch type"
NO_TASKS = "may hold no tasks"
MAYBE_TASKS = "is not tied and may hold tasks"
NO_APP_SUBNET = "the plan shows no subnet that tasks could run in"
