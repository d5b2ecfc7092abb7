"""OpenStack Swift with its S3 interface, for tests: swift_store.py FOLDER PORT KEY SECRET.

All of its servers in one process, one copy of everything below FOLDER. Debian has it as python3-swift.
"""

import os
import sys

import eventlet

eventlet.monkey_patch()

folder, port, key, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
os.makedirs(os.path.join(folder, "devices", "disk"), exist_ok=True)
conf = os.path.join(folder, "swift.conf")
with open(conf, "w") as file:
    file.write("[swift-hash]\nswift_hash_path_prefix = a\nswift_hash_path_suffix = b\n")

from swift.common import utils  # noqa: E402

utils.SWIFT_CONF_FILE = conf
utils.HASH_PATH_PREFIX, utils.HASH_PATH_SUFFIX = b"a", b"b"
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.swob import Request  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402
from eventlet import wsgi  # noqa: E402

sockets = {kind: eventlet.listen(("127.0.0.1", 0)) for kind in ("account", "container", "object")}
for kind, socket in sockets.items():
    builder = RingBuilder(4, 1, 0)
    device = {"region": 1, "zone": 1, "ip": "127.0.0.1", "device": "disk", "weight": 1.0}
    device.update(port=socket.getsockname()[1], replication_ip="127.0.0.1", meta="")
    device["replication_port"] = device["port"]
    builder.add_dev(device)
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, kind + ".ring.gz"))

settings = """[DEFAULT]
swift_dir = %s
devices = %s/devices
mount_check = false
[pipeline:main]
pipeline = %s
"""
proxy = """
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
[filter:tempauth]
use = egg:swift#tempauth
user_%s_%s = %s .admin
[filter:s3api]
use = egg:swift#s3api
allow_multipart_uploads = false
s3_acl = false
location = test-1
"""
account, user = key.split(":")


class Quiet:
    def write(self, text):
        pass


def serve(kind, pipeline, rest, socket):
    path = os.path.join(folder, kind + "-server.conf")
    with open(path, "w") as file:
        file.write(settings % (folder, folder, pipeline) + rest)
    app = loadapp(path, global_conf={"log_level": "ERROR"})
    return app, eventlet.spawn(wsgi.server, socket, app, Quiet())


for kind, socket in sockets.items():
    serve(kind, kind + "-server", "[app:%s-server]\nuse = egg:swift#%s\n" % (kind, kind), socket)
app, done = serve(
    "proxy",
    "cache s3api tempauth proxy-server",
    proxy % (account, user, secret),
    eventlet.listen(("127.0.0.1", port)),
)
# As its administrator, past the interface that is tested.
rights = {"swift.authorize_override": True, "swift.authorize": lambda request: None}
bucket = Request.blank("/v1/AUTH_%s/pictures" % account, method="PUT", environ=rights)
assert bucket.get_response(app).is_success
print("ready", flush=True)
done.wait()
