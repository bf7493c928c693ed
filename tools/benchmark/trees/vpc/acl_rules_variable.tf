variable "TIER_DIRECTION_rules" {
  description = "The DIRECTION rules of the TIER subnets' access list"
  type        = list(map(string))
  default = [
    {
      rule_number = 100
      rule_action = "allow"
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_block  = "0.0.0.0/0"
    },
  ]
}
