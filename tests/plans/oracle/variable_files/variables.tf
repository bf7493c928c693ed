variable "vpc" {
  type = object({
    cidr    = string
    subnets = map(object({ cidr = string, zone = string }))
  })
}

variable "endpoint_subnets" {
  type = map(set(string))
}

variable "ports" {
  type    = list(number)
  default = [22, 443]
}

variable "s3" {
  type    = bool
  default = false
}
