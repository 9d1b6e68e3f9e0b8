"""Legal clocks: started, ended and explained."""
