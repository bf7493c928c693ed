endpoint_subnets = {
  "ecr.api" = ["one", "two"]
  "ecr.dkr" = ["one", "three"]
  "logs"    = ["three", "two"]
}
