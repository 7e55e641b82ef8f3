// What stands in the place of a live picture while there is none, and what it is. Whole sentences: nobody is there to ask.

export const zhPlayer = {
  video: '直播画面',
  says: {
    connecting: '正在接通直播，请稍等',
    notStarted: '还没有开播，开播后自动播放',
    cut: '直播信号断了，接上后自动播放',
    stalled: '画面停住了，恢复后自动播放',
    codec: '这个直播的画面放不出来，请主播把 OBS 的视频编码改成 H.264',
    over: '这一场直播播完了',
    forbidden: '这个直播地址不在设置里，请找工作人员',
    insecure: '这块屏幕只能放 https 的直播，请找工作人员',
    incapable: '这块屏幕的浏览器放不了直播，请找工作人员',
  },
  unblock: '点一下打开声音',
};
