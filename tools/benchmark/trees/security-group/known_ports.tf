variable "rules" {
  description = "Rules by name"
  type        = map(any)
  default = {
    # PORTS
    all-all = {
      from     = -1
      to       = -1
      protocol = "-1"
      about    = "everything"
    }
  }
}

variable "sets_of_rules" {
  description = "Sets of rules by name"
  type        = map(map(list(string)))
  default = {
    # SETS
  }
}
