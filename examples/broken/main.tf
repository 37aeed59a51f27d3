resource "aws_vpc" "island" {
  cidr_block = "10.0.0.0/16"
}
