"""The sample city: invented institutions, their sites in memory, and what is true of them."""
