import pytest

from tests.eteam.blockers.scene import Scene, make_scene


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()
