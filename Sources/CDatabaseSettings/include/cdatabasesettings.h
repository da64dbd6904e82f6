#ifndef WIREKIN_CDATABASESETTINGS_H
#define WIREKIN_CDATABASESETTINGS_H
#include <sqlite3.h>
// Leaves the write-ahead log where it is when the last connection is closed (`sqlite3_db_config` takes a variable number of arguments,
// which Swift cannot call). Returns 0, or SQLite's error.
static inline int cdatabasesettings_keep_log(void *database) {
    return sqlite3_db_config((sqlite3 *)database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
#endif
