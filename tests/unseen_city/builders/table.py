"""The builders of the unseen city, by the name an institution's source calls them."""

from sample_city.builders.base import Builder
from tests.unseen_city.builders.blocks import Blocks
from tests.unseen_city.builders.catalogue import BigTable, Catalogue
from tests.unseen_city.builders.engines import Nodes, Relative, Viewer
from tests.unseen_city.builders.folds import Panels, Toggles
from tests.unseen_city.builders.frames import Frames, Tables
from tests.unseen_city.builders.posts import Attachments, Blog

BUILDERS: dict[str, type[Builder]] = {
    "attachments": Attachments,
    "bigtable": BigTable,
    "blocks": Blocks,
    "blog": Blog,
    "catalogue": Catalogue,
    "frames": Frames,
    "nodes": Nodes,
    "panels": Panels,
    "relative": Relative,
    "tables": Tables,
    "toggles": Toggles,
    "viewer": Viewer,
}
